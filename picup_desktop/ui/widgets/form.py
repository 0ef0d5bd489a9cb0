"""A form: fields with their names before them."""

from PySide6.QtWidgets import QFormLayout, QWidget

from picup_desktop.names import Shown
from picup_desktop.ui.widgets.parts import label, row


def laid_out(*fields: tuple[Shown, QWidget, QWidget | None]) -> QFormLayout:
    """Lay out fields with their names, and what stands beside some of them."""
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    # A name that is longer, in another language or in large text, stands above its field.
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    for name, field, beside in fields:
        field.setAccessibleName(name)
        words = label(name, "quiet")
        words.setBuddy(field)
        # In the middle of the field, which is higher.
        words.setMinimumHeight(field.sizeHint().height())
        if beside is None:
            form.addRow(words, field)
        else:
            form.addRow(words, row(field, beside))
    return form
