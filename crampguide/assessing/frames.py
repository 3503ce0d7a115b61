"""Tables of other libraries: any data frame in, row by row, and a data frame of the reader's choice out.

Narwhals speaks to pandas, Polars and PyArrow alike. It is imported when a table is asked for, and by no page.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from numbers import Real
from typing import Any, Final, TypeVar, overload

Item_co = TypeVar("Item_co", covariant=True)
Row = Mapping[str, Any]

FRAMES: Final = "pandas"
"""The library whose data frames are given unless another is named."""


class FrameError(ImportError):
    """Why there is no data frame, in one sentence: the library for it is not installed."""


def is_missing(value: object) -> bool:
    """Return whether a cell of a table holds nothing: None, NaN, an empty text, or what pandas writes for nothing.

    Examples
    --------
    >>> [is_missing(cell) for cell in (None, float("nan"), " ", 0, "no")]
    [True, True, True, False, False]
    """
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Real):
        return math.isnan(value)
    return value is None or type(value).__name__ in {"NAType", "NaTType"}


def rows_of(table: Any) -> Iterator[Any]:  # noqa: ANN401 - a frame of another library
    """Yield the rows of a data frame as mappings of column to cell; of any other iterable, its items as they are.

    Parameters
    ----------
    table : pandas, Polars or PyArrow table, or iterable
        Of pandas, only the columns; an index that means something must be one of them (``reset_index``).

    Raises
    ------
    TypeError
        If it is neither.

    Examples
    --------
    >>> list(rows_of([{"age": 72}]))
    [{'age': 72}]
    """
    if hasattr(table, "columns") or hasattr(table, "column_names"):
        import narwhals  # noqa: PLC0415 - no page needs it

        frame: Any = narwhals.from_native(table, eager_only=True)
        yield from frame.iter_rows(named=True)
    elif isinstance(table, Mapping | str) or not isinstance(table, Iterable):
        message = f"a table of people is a data frame, or a list with one item for each, not {type(table).__name__}"
        raise TypeError(message)
    else:
        yield from table


def to_frame(rows: Sequence[Row], backend: str = FRAMES) -> Any:  # noqa: ANN401 - a frame of another library
    """Return a data frame with a column for each key, in the order in which keys first appear.

    Parameters
    ----------
    rows : sequence of mapping of str to cell
        A key that a row lacks is nothing there.
    backend : {'pandas', 'polars', 'pyarrow'}
        Whose data frame.

    Raises
    ------
    FrameError
        If that library is not installed.
    ValueError
        If there is no such library.

    Examples
    --------
    >>> to_frame([{"id": "statin", "ratio": 1.2}, {"id": "laba"}], "polars").shape
    (2, 2)
    """
    import narwhals  # noqa: PLC0415 - no page needs it

    columns = dict.fromkeys(key for row in rows for key in row)
    library: Any = backend  # whose name is checked by Narwhals
    cells = {column: [row.get(column) for row in rows] for column in columns}
    try:
        return narwhals.from_dict(cells, backend=library).to_native()
    except ModuleNotFoundError as fault:
        message = f"a data frame needs {backend}: pip install {backend}, or name another: to_frame('polars')."
        raise FrameError(message) from fault


def cells_of(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    """Return the fields of a record as cells: numbers and text as they are, lists joined, records inside as text.

    Examples
    --------
    >>> from crampguide import causes
    >>> cells_of(causes()["statin"])["when"]
    'medicines has statin'
    """
    return {field.name: _cell(getattr(record, field.name)) for field in dataclasses.fields(record)}


def _cell(value: Any) -> Any:  # noqa: ANN401 - whatever a record holds
    if value is None or isinstance(value, str | bool | int | float | date):
        return value
    if isinstance(value, Mapping):
        return json.dumps(value)
    if isinstance(value, tuple):
        return "; ".join(str(_cell(one)) for one in value)
    if dataclasses.is_dataclass(value) and type(value).__str__ is object.__str__:
        told = ((name, cell) for name, cell in cells_of(value).items() if cell not in {None, ""})
        return ", ".join(f"{name} {cell}" for name, cell in told)
    return str(value)


class Rows(Sequence[Item_co]):
    """Items in order, which give a data frame with a row for each.

    Parameters
    ----------
    items : iterable
    """

    def __init__(self, items: Iterable[Item_co]) -> None:
        self._items: tuple[Item_co, ...] = tuple(items)

    @overload
    def __getitem__(self, key: int) -> Item_co: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Item_co, ...]: ...
    def __getitem__(self, key: int | slice) -> Item_co | tuple[Item_co, ...]:
        """Return an item by place, or several by slice."""
        return self._items[key]

    def __len__(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def cells(self) -> Sequence[Row]:
        """Return the cells of each item, by column."""
        raise NotImplementedError

    def to_frame(self, backend: str = FRAMES) -> Any:  # noqa: ANN401 - a frame of another library
        """Return a data frame with a row for each item.

        Parameters
        ----------
        backend : {'pandas', 'polars', 'pyarrow'}
            Whose data frame.

        Raises
        ------
        FrameError
            If that library is not installed.

        Examples
        --------
        >>> import crampguide
        >>> crampguide.effects("statin").to_frame()[["id", "value", "low", "high"]].shape[1]
        4
        """
        return to_frame(self.cells(), backend)
