"""History and synthetic data in, figures out. Only the command line uses it, never a request.

bench      the engine against a bare matrix product of the same vectors, in one run
history    placements → what was chosen among what, and how it went
metrics    how well an order agrees with what was chosen or how it went, a participant at a time
intervals  how sure a figure is, what differs, and what so few can show
text       the text model beside others, on what it was not taught
"""
