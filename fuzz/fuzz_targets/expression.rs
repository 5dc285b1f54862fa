//! Expressions from bytes: each byte pushes an operand or combines those on a stack.

const LEAVES: [&str; 10] = ["x", "y", "0", "1", "2", "3", "1/2", "pi", "e", "-1"];
const UNARY: [&str; 20] = [
    "sin", "cos", "tan", "asin", "acos", "atan", "exp", "ln", "sqrt", "cbrt", "abs", "sign",
    "floor", "ceil", "sinh", "tanh", "sigma", "relu", "erf", "softplus",
];
const BINARY: [&str; 8] = ["+", "-", "*", "/", "^", "max", "min", "+"];

/// The longest program.
const MOST: usize = 24;

/// What the bytes leave on the stack: one expression or more.
pub fn expressions(bytes: &[u8]) -> Vec<String> {
    let mut stack: Vec<String> = Vec::new();
    for &byte in bytes.iter().take(MOST) {
        let pick = usize::from(byte / 4);
        match (byte % 4, stack.len()) {
            (0, 1..) => {
                let u = stack.pop().unwrap_or_default();
                stack.push(format!("{}({u})", UNARY[pick % UNARY.len()]));
            }
            (1 | 2, 2..) => {
                let (v, u) = (stack.pop().unwrap_or_default(), stack.pop().unwrap_or_default());
                stack.push(match BINARY[pick % BINARY.len()] {
                    f @ ("max" | "min") => format!("{f}({u}, {v})"),
                    op => format!("({u}) {op} ({v})"),
                });
            }
            _ => stack.push(LEAVES[pick % LEAVES.len()].to_owned()),
        }
    }
    stack
}
