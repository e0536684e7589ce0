"""Platsbanken (JobSearch) advertisements into slots, with what was read from where.

convert          a file of advertisements → slots with origins and warnings
model            ConvertedAd, Origin, AdWarning
files            the file: one advertisement, a list, or a search answer
reading          the fields of an advertisement, all errors at once
headings         what a heading announces; sentences: the text divided under its headings
cues             demand, wish or neither, at a place in a sentence
licence          driving licences in a text; driving: flag and text weighed together
language         languages in a text; swedish_levels: words → level; speaking: fields and text together
vocabulary       certificates, skills, conditions and supports of the reference tables
terms            hours, days, dates, lowest age, own car; facts: plain fields; titles: headline, employer
tasks            the sentences that describe the work
discrimination   words that the Discrimination Act may forbid; ``find`` takes any text
grounds          the protected grounds and their wordings
"""

from data.ads.convert import convert
from data.ads.model import AdWarning, ConvertedAd, Mood, Origin

__all__ = ["AdWarning", "ConvertedAd", "Mood", "Origin", "convert"]
