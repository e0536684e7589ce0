"""How alike two texts are.

========================  ==========================================================================
`matcher.text.encoder`    ``Encoder``: the one face of every text model
`matcher.text.ngrams`     ``CharNgrams``: the encoder that needs no model
`matcher.text.blend`      ``Blend``: two encoders and groups of occupations as one
`matcher.text.groups`     ``Groups``: which groups of occupations a text points to
`matcher.text.known`      ``Known``: what is known of whole texts, such as titles
`matcher.text.crc`        hashes of many letter groups at once
`matcher.text.codes`      ``Codes``: exact, reproducible products of vectors
`matcher.text.lexical`    words, mentions, Swedish compounds, spelling
`matcher.text.swedish`    the short lists of Swedish that `lexical` rests on
`matcher.text.similarity` ``similarity``: the measure that the score uses
========================  ==========================================================================
"""

from matcher.text.blend import Blend
from matcher.text.codes import Codes, cosine, cosines, products, quantise
from matcher.text.encoder import Doubting, Encoder, Vectors, has_words
from matcher.text.groups import Groups
from matcher.text.known import Known
from matcher.text.lexical import mentions, normalise
from matcher.text.ngrams import CharNgrams
from matcher.text.similarity import Spelt, refine_table, refined, similarity

__all__ = [
    "Blend",
    "CharNgrams",
    "Codes",
    "Doubting",
    "Encoder",
    "Groups",
    "Known",
    "Spelt",
    "Vectors",
    "cosine",
    "cosines",
    "has_words",
    "mentions",
    "normalise",
    "products",
    "quantise",
    "refine_table",
    "refined",
    "similarity",
]
