"""History and synthetic data in, figures out. Only the command line uses it, never a request.

bench      the engine against a bare matrix product of the same vectors, in one run
history    placements → what was chosen among what, and how it went
enough     whether there are placements enough to say anything, and how many are missing
metrics    how well an order agrees with what was chosen or how it went, a participant at a time
lists      what people would be shown: the first places, how many ever are, and how alike
intervals  how sure a figure is, what differs, and what so few can show
truth      whether intervals hold the truth, where it is known
fairness   groups of people through the funnel, and which rule or factor a difference comes from
small      nothing is said about fewer than five people
report     all of it as one document and one page
results    the outcome figures that the methods report
text       the text model beside others, on what it was not taught

systems    ways to order places, side by side on the same decisions
tuning     weights learned from history, and the evidence that they carry
offpolicy  what another order would have led to
sensitivity  how far an order moves when weights or data move a little
calibration         the score as a chance of a good outcome
substitutability    the factor `experience` against experts' judgements
"""
