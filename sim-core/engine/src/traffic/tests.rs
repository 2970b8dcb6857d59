//! Laws of the city layer on hand-made roads.
