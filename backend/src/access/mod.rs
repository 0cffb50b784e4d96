//! The story of an access request: submit, fulfill, unlock.
