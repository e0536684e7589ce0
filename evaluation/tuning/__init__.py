"""Weights learned from history, and the evidence that they carry.

sample     placements whose outcome is known, and what they were chosen among
logit      `Outcome` (ordinal logit) and `Choice` (conditional logit), drawn towards today's weights
learn      `learn`: inside a split in time
reasons    why each weight moved, in Swedish
evidence   learned against today's on later decisions, and what may be concluded
artefact   `tuned`: the weights file with hash, manifest, figures and reasons
"""
