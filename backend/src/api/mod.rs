//! HTTP in: extract, parse, limit, call one function, wrap.
