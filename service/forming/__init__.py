"""A record as a form that people fill in: what both the participant's and the place's forms are made of.

fields      a field, a group, a form; what is known, for reading
typed       between the form and the record: what stands in it, and what it makes of the record
choices     what can be chosen where a field has a vocabulary
helping     buttons inside a form that find words or add rows, without a script
wordlist    from everyday words to the words that places use

templates   ``form_parts.html``: the macros that draw fields of every kind
"""
