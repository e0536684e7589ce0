"""History and synthetic data in, figures out. Only the command line uses it, never a request.

bench      the engine against a bare matrix product of the same vectors, in one run
metrics    how good one ranking is: nDCG, MAP, MRR, hits; expected values under ties
intervals  how sure a mean is: bootstrap over the sources that the values come from
"""
