//! The texts of the messages.

use std::fmt;

use super::error::{ErrorKind, limit};

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCharacter(c) => write!(f, "unknown character {}", quoted(*c)),
            Self::WrongBracket(c) => write!(f, "'{c}' does not group"),
            Self::MalformedNumber => f.write_str("a decimal point needs digits after it"),
            Self::MalformedSubscript => f.write_str("a subscript needs letters or digits"),
            Self::MalformedSuperscript => {
                f.write_str("a superscript is a number, with '⁻' before or 'ⁿ' after it")
            }
            Self::AmbiguousExponent { .. } => {
                f.write_str("this could be a power of ten or a sum with the constant e")
            }
            Self::Infinity => f.write_str("infinity is not a number"),
            Self::NumberLimit => {
                write!(f, "a number can have at most {} digits", limit::DIGITS)
            }
            Self::ExponentLimit => {
                write!(f, "a power of ten can be at most {}", limit::EXPONENT)
            }
            Self::InputLimit => write!(f, "the input is longer than {} bytes", limit::BYTES),
            Self::TooManyErrors => {
                write!(f, "only the first {} messages are shown", limit::MESSAGES)
            }
            Self::MissingOperand { after } if after.is_empty() => {
                f.write_str("expected an expression")
            }
            Self::MissingOperand { after } => write!(f, "expected an expression after {after}"),
            Self::EmptyParentheses => f.write_str("there is nothing between the parentheses"),
            Self::Unexpected { found, expected } => write!(f, "expected {expected}, found {found}"),
            Self::StrayClose => f.write_str("this ')' closes nothing"),
            Self::UnclosedParenthesis => f.write_str("the '(' opened here is never closed"),
            Self::UnclosedBar => f.write_str("the '|' opened here is never closed"),
            Self::NumberAfterValue { .. } => {
                f.write_str("a number right after a value is neither a product nor a power")
            }
            Self::UnexpectedComma => {
                f.write_str("a comma separates the arguments of a function only")
            }
            Self::PrimeAfterValue => {
                f.write_str("a prime differentiates a function, not an expression")
            }
            Self::ConditionAsValue => f.write_str("expected a value, found a condition"),
            Self::ValueAsCondition => f.write_str("expected a condition, found a value"),
            Self::OnlyAnd => f.write_str("conditions are joined with 'and' only"),
            Self::UnknownFunction { name, .. } => write!(f, "unknown function '{name}'"),
            Self::AmbiguousCall { name, .. } => {
                write!(f, "'{name}' before a parenthesis could be a factor or a function")
            }
            Self::MissingArgument { name } => {
                write!(f, "the function '{name}' needs an argument")
            }
            Self::InversePower { name, .. } => {
                write!(f, "'{name}^-1' could be the inverse function or the reciprocal")
            }
            Self::PowerOfFunction { name } => {
                write!(f, "only a whole number above 1 can be the exponent of '{name}'")
            }
            Self::WrongArity { name, expected, found } => {
                write!(f, "'{name}' takes {expected}, found {found}")
            }
            Self::ArityChanged { name, before, found } => {
                write!(f, "'{name}' has {} here and had {before} before", arguments(*found))
            }
            Self::PrimeArity { name } => {
                write!(f, "a prime needs a function of one argument, which '{name}' is not")
            }
            Self::PrimeLimit => {
                write!(f, "a derivative can have at most {} primes", limit::PRIMES)
            }
            Self::NotACall => f.write_str("only a function is differentiable at its argument"),
            Self::RootDegree => f.write_str("the degree of a root is a whole number of at least 2"),
            Self::UnclosedSquare => f.write_str("the '[' opened here is never closed"),
            Self::Range => f.write_str("expected an index and its range"),
            Self::NotAnIndex { found } => write!(f, "'{found}' is not known to be an integer"),
            Self::IndexCount { name, before, found } => {
                let indices =
                    |n: usize| format!("{n} {}", if n == 1 { "index" } else { "indices" });
                write!(f, "'{name}' has {} here and had {before} before", indices(*found))
            }
            Self::HiddenIndex { name, index } => {
                write!(f, "'{name}' was defined with a variable '{index}', which is not the index")
            }
            Self::RangeLimit => {
                write!(f, "sums are inside one another more than {} deep", limit::RANGES)
            }
            Self::NotAVariable { found } => {
                write!(f, "a derivative is taken with respect to a variable, not to {found}")
            }
            Self::FixedVariable { name } => {
                write!(f, "'{name}' has a fixed value and is not a variable")
            }
            Self::OrderMismatch { above, below } => {
                write!(f, "the order is {above} above the line and {below} below it")
            }
            Self::OrderLimit => {
                write!(f, "the order of a derivative is a number from 1 to {}", limit::ORDER)
            }
            Self::UnknownDependent { name, variable } => {
                write!(f, "'{name}' is not known as a function of '{variable}'")
            }
            Self::DerivativeCall { derivative, .. } => {
                write!(f, "'{derivative}' before a parenthesis could be a factor or a function")
            }
            Self::WhichVariable { names } if names.is_empty() => {
                f.write_str("there is no variable to differentiate by")
            }
            Self::WhichVariable { names } => {
                write!(f, "which variable: {}?", names.join(", "))
            }
            Self::DependentPoint { name } => {
                write!(f, "an earlier value mentions '{name}', which is replaced as well")
            }
            Self::Interval => f.write_str("expected an interval"),
            Self::StudyVariable { names } => {
                write!(f, "which variable moves: {}?", names.join(", "))
            }
            Self::PointWithoutName => f.write_str("expected a variable and its value after 'at'"),
            Self::BareEquation { .. } => {
                f.write_str("an equation alone is neither a question nor a definition")
            }
            Self::NotAnEquation => f.write_str("'show' proves equations only"),
            Self::NoEquation => f.write_str("expected '=' and the other side of the equation"),
            Self::AlreadyDefined { name, library: true } => {
                write!(f, "'{name}' is a function of the library")
            }
            Self::AlreadyDefined { name, library: false } => {
                write!(f, "'{name}' has another definition already")
            }
            Self::ReservedName { name } => write!(f, "'{name}' cannot be given a new meaning"),
            Self::CircularDefinition { name } => {
                write!(f, "the definition of '{name}' leads back to '{name}'")
            }
            Self::DefinedAfterUse { name } => {
                write!(f, "'{name}' was used before without this definition")
            }
            Self::DefinitionTarget => {
                f.write_str("expected a name or a function of names before the definition")
            }
            Self::Parameter { found } => write!(f, "a parameter is a name, not {found}"),
            Self::DuplicateParameter { name } => write!(f, "the parameter '{name}' occurs twice"),
            Self::DefaultOrder { name } => {
                write!(f, "the parameter '{name}' needs a default, as the one before it has one")
            }
            Self::UnknownSort { found } => write!(f, "{found} is not a kind of name"),
            Self::ConflictingSort { name } => {
                write!(f, "'{name}' has another meaning already")
            }
            Self::NotANamedValue { name } => write!(f, "'{name}' is not a named value"),
            Self::UnclosedBlock => f.write_str("this block is never closed"),
            Self::BlockLimit => {
                write!(f, "blocks are nested more than {} deep", limit::BLOCKS)
            }
            Self::LayerSize => f.write_str("expected a size"),
            Self::Setting => f.write_str("expected the name of a convention and its value"),
            Self::StepCount => {
                write!(f, "expected a number of steps from 1 to {}", limit::STEPS)
            }
            Self::Shape { left, left_shape, right, right_shape, how: "added", .. } => {
                write!(f, "{left} is {left_shape} and {right} is {right_shape}: no sum")
            }
            Self::Shape { left, left_shape, right, right_shape, how: "multiplied", .. } => write!(
                f,
                "{left} is {left_shape} and {right} is {right_shape}: no product, as the columns \
                 of the first are not the rows of the second"
            ),
            Self::Shape { left, left_shape, right, right_shape, how, .. } => {
                write!(
                    f,
                    "{left} is {left_shape} and {right} is {right_shape}: they do not fit {how}"
                )
            }
            Self::WrongShape { text, shape, needed } => {
                write!(f, "{needed} is needed, and {text} is {shape}")
            }
            Self::MatrixAsNumber { left, right, sign } => {
                write!(f, "'{sign}' between {left} and {right} has no meaning")
            }
            Self::NumberNeeded => f.write_str("a matrix stands where a number is needed"),
            Self::NotAMatrix { name } => write!(f, "'{name}' is not declared as a matrix"),
            Self::UndeclaredMatrix { name, .. } => {
                write!(f, "'{name}' stands beside a matrix, but is not declared")
            }
            Self::MatrixPower { found } => {
                write!(f, "the exponent of a matrix is an integer other than 0, not {found}")
            }
            Self::Dimension { found } => {
                write!(f, "a dimension is a positive integer or a name, not {found}")
            }
            Self::FamilySort => f.write_str("only families of matrices and vectors are declared"),
            Self::Recursion { name } => {
                write!(f, "'{name}' is no recursion from one matrix to the next of its shape")
            }
            Self::CollapseNumber => f.write_str("only a matrix can be collapsed"),
            Self::FourIndices { of, by } => write!(
                f,
                "the derivative of {of} by {by} has more than two indices and is no matrix"
            ),
            Self::Precision => {
                write!(
                    f,
                    "expected a number from 1 to {} and 'digits' or 'places'",
                    limit::PRECISION
                )
            }
        }
    }
}

/// What the user can do about it.
pub(super) fn help(kind: &ErrorKind) -> Option<String> {
    use ErrorKind as E;
    let text = match kind {
        E::UnknownCharacter('\\') => "LaTeX commands are not part of this language".into(),
        E::UnknownCharacter('!') => "'!=' means 'not equal'; factorials are not known".into(),
        E::UnknownCharacter('%') => "a comment begins with '#' or '//'".into(),
        E::WrongBracket(_) => "write '(' and ')'".into(),
        E::MalformedNumber => "write '1' or '1.0'; a statement ends with ';' or the line".into(),
        E::MalformedSubscript => "write 'x_1', 'w_k' or 'x_{ki}'".into(),
        E::MalformedSuperscript => "write 'x^(…)'".into(),
        E::AmbiguousExponent { scientific, difference } => {
            format!("write '{scientific}' or '{difference}'")
        }
        E::Infinity => {
            "expressions are real numbers; for a limit, write 'limit E as x -> oo'".into()
        }
        E::EmptyParentheses => "write an expression between them".into(),
        E::StrayClose => "leave it out, or open it before".into(),
        E::UnclosedParenthesis => "close it with ')'".into(),
        E::UnclosedBar => "close it with '|', or write 'abs(…)'".into(),
        E::NumberAfterValue { value, number } => {
            format!("write '{value}*{number}' or '{value}^{number}'")
        }
        E::Shape { fix: Some(fix), .. } => format!("they would fit with '{fix}'"),
        E::WrongShape { .. } => "transpose with '^T'; declare with 'A : matrix n×n'".into(),
        E::MatrixAsNumber { sign: "/", .. } => {
            "write 'inv(A)*B', or './' to divide entry by entry".into()
        }
        E::MatrixAsNumber { sign: "+" | "-", .. } => {
            "write the number as 'c*ones(m, n)' or 'c*eye(n)'".into()
        }
        E::NotAMatrix { name } => format!("declare it before: '{name} : matrix m×n' or '{name} : vector n'"),
        E::UndeclaredMatrix { name, shape } => {
            format!("declare '{name} : matrix {shape}' or '{name} : real'")
        }
        E::NumberNeeded => "functions of numbers work on the entries: 'tanh(A)'; see also 'norm', 'tr', 'det', 'sum'".into(),
        E::MatrixPower { .. } => "write '.^' for a power of every entry".into(),
        E::FamilySort => "the entries of x[i] are real numbers; for integers declare a name of its own".into(),
        E::Recursion { name } => format!("write '{name}[0] := …' and then '{name}[k] := …' with {name}[k-1] in it"),
        E::CollapseNumber => "write 'collapse W2*(W1*X + B1) + B2 in X'".into(),
        E::Dimension { .. } => "write 'A : matrix m×n' or 'A : matrix 2×3'".into(),
        E::FourIndices { .. } => "differentiate one entry, or 'pullback[X](M, C)', the gradient of dot(C, M)".into(),
        E::UnexpectedComma => "write a decimal with a point: '1.5'".into(),
        E::PrimeAfterValue => "write 'd/dx (…)'".into(),
        E::ConditionAsValue => "conditions belong in 'piecewise' or in a statement alone".into(),
        E::ValueAsCondition => "write 'piecewise(condition, value, …, otherwise)'".into(),
        E::OnlyAnd => "write one piece for each case".into(),
        E::UnknownFunction { name, meant } => {
            format!("did you mean '{meant}'? or declare '{name} : function'")
        }
        E::AmbiguousCall { name, argument } => format!(
            "write '{name}*({argument})' for the product, or declare '{name} : function' first"
        ),
        E::MissingArgument { name } => format!("write '{name}(x)'"),
        E::InversePower { name, inverse: Some(inverse) } => {
            format!("write '{inverse}(x)' or '1/{name}(x)'")
        }
        E::InversePower { name, inverse: None } => format!("write '1/{name}(x)'"),
        E::PowerOfFunction { name } => {
            format!("write ({name}(x))^n for a power, {name}''(x) for a derivative")
        }
        E::PrimeArity { .. } => "write '∂/∂x' of the function".into(),
        E::PrimeLimit => "write 'd^n/dx^n'".into(),
        E::NotACall => "write 'differentiable(f(x))'".into(),
        E::RootDegree => "write 'x^(1/k)' for another exponent".into(),
        E::NotAVariable { .. } => "write 'd/dx', 'D(x, E)' or 'diff(E, x)'".into(),
        E::FixedVariable { .. } => "use another name for the variable".into(),
        E::OrderMismatch { .. } => "write 'd^2/dx^2' or '∂^2/∂x∂y'".into(),
        E::UnknownDependent { name, variable } => {
            format!("define '{name} := …' or '{name}({variable}) := …' first")
        }
        E::DerivativeCall { derivative, variable } => {
            format!("write '{derivative} at {variable} = …', or '{derivative} * (…)'")
        }
        E::WhichVariable { .. } => "write 'd/dx E' or 'differentiate E wrt x'".into(),
        E::DependentPoint { .. } => {
            "put the values in one after the other: '(E at x = …) at …'".into()
        }
        E::Interval => "write '[0, oo)' or '(-1, 1)'".into(),
        E::StudyVariable { .. } => "say which: 'range E in x'".into(),
        E::PointWithoutName => "write 'at x = 1/2'".into(),
        E::UnclosedSquare => "close it with ']'".into(),
        E::Range => "write 'sum[n=1..N] …' or 'sum[i=1..n, j=1..m] …'".into(),
        E::NotAnIndex { .. } => {
            "an index or a bound is made of whole numbers and names with +, - and *".into()
        }
        E::HiddenIndex { name, index } => {
            format!("define it as a family: '{name}[{index}] := …'")
        }
        E::BareEquation { left, is_name: true } => {
            format!("write '{left} := …' for a definition, 'show {left} = …' for a claim")
        }
        E::BareEquation { left, is_name: false } => format!("write 'show {left} = …'"),
        E::NotAnEquation | E::NoEquation => "write 'show A = B'".into(),
        E::AlreadyDefined { .. } | E::ReservedName { .. } => "choose another name".into(),
        E::CircularDefinition { .. } => "a definition can use earlier names only".into(),
        E::DefinedAfterUse { .. } => "move the definition before the first use".into(),
        E::DefinitionTarget => "write 'let z = …' or 'f(x) := …'".into(),
        E::Parameter { .. } => "write 'f(x, y) := …'".into(),
        E::DefaultOrder { .. } => "parameters with defaults come last".into(),
        E::UnknownSort { .. } => "write 'real', 'integer', 'natural' or 'function'".into(),
        E::NotANamedValue { name } => format!("give it a value before: '{name} = …'"),
        E::UnclosedBlock => "close it with a line 'end'".into(),
        E::LayerSize => "write '6', 'n', '5x5', '3×n×n' or '(n/2, n/2)'".into(),
        E::Setting => "write 'bias = 0'".into(),
        E::StepCount => "write 'for 5 steps'".into(),
        E::Precision => "write 'to 50 digits' or 'to 4 places'".into(),
        E::UnknownCharacter(_)
        | E::NumberLimit
        | E::ExponentLimit
        | E::BlockLimit
        | E::InputLimit
        | E::TooManyErrors
        | E::MissingOperand { .. }
        | E::Unexpected { .. }
        | E::WrongArity { .. }
        | E::ArityChanged { .. }
        | E::OrderLimit
        | E::IndexCount { .. }
        | E::RangeLimit
        | E::DuplicateParameter { .. }
        | E::Shape { fix: None, .. }
        | E::MatrixAsNumber { .. }
        | E::ConflictingSort { .. } => return None,
    };
    Some(text)
}

/// "1 argument", "2 arguments".
pub(super) fn arguments(count: usize) -> String {
    format!("{count} argument{}", if count == 1 { "" } else { "s" })
}

fn quoted(c: char) -> String {
    let is_invisible = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    if is_invisible || c.is_control() || c.is_whitespace() {
        format!("U+{:04X}", u32::from(c))
    } else {
        format!("'{c}'")
    }
}
