"""How the bundled text model was made; ``make train`` makes it again.

================================  ==================================================================
`data.model.training.run`         ``train``: one run, from texts to vectors
`data.model.training.settings`    ``FULL``, the run that made the bundled model, and ``SMOKE``
`data.model.training.pairs`       texts that belong together, task by task
`data.model.training.compose`     sentences from authored parts; slips of the pen
`data.model.training.corpus`      what the teacher is asked about; counted words
`data.model.training.vocabulary`  the parts of words
`data.model.training.teacher`     the teacher, and what it said before
`data.model.training.packed`      texts as numbers of parts
`data.model.training.learning`    the model and its steps, in numpy
`data.model.training.groups`      the groups of occupations, on top of the model
`data.model.training.known`       what is known of whole titles, on top of the model
`data.model.training.choosing`    what settings are chosen on
`data.model.training.bundle`      the files of a model
================================  ==================================================================

It needs the extra `train`; only the teacher needs torch.
"""
