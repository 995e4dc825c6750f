//! Messages on standard error that cannot bring the program down.
//!
//! The standard macros panic when nobody reads what they print ("summitry … 2>&1 | head -1"); these, which stand in their place
//! in all of the command line, then print nothing. Answers go through `writeln!`, so that what cannot be written is an error.

macro_rules! eprint {
    ($($part:tt)*) => {{
        use std::io::Write as _;
        // There is nobody left to tell.
        let _ = write!(std::io::stderr(), $($part)*);
    }};
}

macro_rules! eprintln {
    ($($part:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($part)*);
    }};
}
