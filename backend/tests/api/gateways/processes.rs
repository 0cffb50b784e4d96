//! Portal and worker as two processes outside the demo, from the form to the record, by e-mail and by text.
