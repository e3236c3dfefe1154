"""What answers are made of: values as they are seen from a standpoint.

There is a module for each question, loaded by those who ask it. An answer has the name
of its `question`, so that an output can tell them apart without loading all of them.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from milipol_cli.answers.agenda import Agenda
    from milipol_cli.answers.calendar import Exported, Selection
    from milipol_cli.answers.checks import Checked
    from milipol_cli.answers.coming import Upcoming
    from milipol_cli.answers.days import Today
    from milipol_cli.answers.finds import Search
    from milipol_cli.answers.news import News
    from milipol_cli.answers.shows import OfShow

    Answer = Upcoming | Today | OfShow | News | Agenda | Search | Checked

    # What an export tells is for people alone: it has no record.
    Shown = Answer | Selection | Exported
