"""What each page begins with: settings that fit together, its controls, and the question that it asks.

A page sends the texts of its link. ``settle`` drops what is no setting, takes what is offered nearest, and answers with
the controls of the page and with what it asks: no page knows how a case is made.
"""
