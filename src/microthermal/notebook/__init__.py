"""Results in notebooks: pictures of the report in a cell, tables and arrays of other libraries, bars of progress."""
