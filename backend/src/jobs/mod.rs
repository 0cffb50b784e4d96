//! The worker's loop and its jobs.
