"""The report of an evaluation: one document of figures, and one page that shows it.

making     `evaluate`: history in, document out
trial      systems side by side, learned weights, what other choices had led to, how firm the order is
chances    the score as a chance of a good outcome
ways       from open place to job: the funnel, and fairness by group
case       one suggestion, made anonymous
data       what the history holds, and the manifest
summary    what may and may not be concluded, in plain Swedish; `gaps` the part about groups
words      figures as Swedish readers expect them
charts     pictures as SVG, made of the same figures as the tables beside them
page       `page`: the document as one HTML file
"""

from evaluation.extras import MissingExtra
from evaluation.report.making import Source, evaluate
from evaluation.report.page import page

__all__ = ["MissingExtra", "Source", "evaluate", "page"]
