"""History and synthetic data in, figures out. Only the command line uses it, never a request.

bench   the engine against a bare matrix product of the same vectors, in one run
"""
