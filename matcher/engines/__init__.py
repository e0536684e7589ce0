"""The engines: one meaning, worked out in more than one way.

===========  ==================================================================
`reference`  plain Python, one pair at a time; defines the result
`places`     columns and blocks; the same ids, order and points, fast
`listed`     pairs of many days, for evaluation
`grouped`    everybody against every place, for the division of a group
`crowd`      many people against one place that is being written
`texts`      tables of likeness for `places`
`forked`     work shared out over processes
===========  ==================================================================
"""
