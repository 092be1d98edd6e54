"""Which words stand in which of many texts: an inverted index over one vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lib.domain.fuzzy_text import Vocabulary, normalise_all, telling_words_counts, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lib.domain.fuzzy_text import Met


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Which words stand in which of many texts (an inverted index).

    `texts[starts[w]:starts[w + 1]]` are the texts with word w; `words_counts` the telling words
    of each text.
    """

    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    words_counts: NDArray[np.int16]

    def best(self, met: Met) -> NDArray[np.uint8]:
        """How each text meets a typed word (`Match`)."""
        best = np.zeros(len(self.words_counts), np.uint8)
        for kind in sorted(set(met.kinds.tolist())):  # a better kind overwrites a worse one
            words = met.word_ids[met.kinds == kind]
            for run in np.split(words, np.flatnonzero(np.diff(words) != 1) + 1):
                best[self.texts[self.starts[run[0]] : self.starts[run[-1] + 1]]] = kind
        return best


def index_texts(groups: Sequence[Sequence[str]]) -> tuple[Vocabulary, tuple[Texts, ...]]:
    """Build one vocabulary over several groups of texts, and the index of each group."""
    numbers = _Numbers()
    examples: dict[str, str] = {}
    flat: list[tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int16]]] = []
    for group in groups:
        normalised = normalise_all(group) if len(group) else []
        found: list[int] = []
        ends: list[int] = []
        for text in normalised:
            found += map(numbers.__getitem__, words_of(text))
            ends.append(len(found))
        sizes = np.array(ends, np.int64) - np.array([0, *ends[:-1]][: len(ends)], np.int64)
        owners = np.repeat(np.arange(len(group), dtype=np.int32), sizes)
        flat.append((np.array(found, np.int64), owners, telling_words_counts(normalised)))
        firsts = dict(zip(reversed(found), reversed(owners.tolist()), strict=True))
        words = list(numbers)
        examples.update({words[at]: group[owner] for at, owner in firsts.items()})
    vocabulary = Vocabulary(examples)
    order = np.empty(len(numbers), np.int64)
    order[[numbers[word] for word in vocabulary.words]] = np.arange(len(numbers))
    return vocabulary, tuple(
        _inverted(order[found], owners, counts, words_count=len(numbers))
        for found, owners, counts in flat
    )


class _Numbers(dict[str, int]):
    """Gives every new word the next number."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _inverted(
    words: NDArray[np.int64],
    owners: NDArray[np.int32],
    counts: NDArray[np.int16],
    *,
    words_count: int,
) -> Texts:
    by_word = np.argsort(words, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(words, minlength=words_count))))
    return Texts(starts.astype(np.int64), owners[by_word], counts)
