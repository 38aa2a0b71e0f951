//! Where a token ends: tokens arrive wrapped at a column, with spaces inside, or followed by a sentence.

use super::scan::is_token_byte;

/// The end of the token that starts at `start`, in bytes.
pub(super) fn run_end(input: &str, start: usize) -> usize {
    let mut end = joined_end(input, start);
    // What a tool put where it cut the token off.
    if input.get(end..).unwrap_or_default().starts_with('…') {
        end += '…'.len_utf8();
    }
    let text = input.get(start..end).unwrap_or_default();
    let full_stop = text.ends_with('.')
        && !text.ends_with("...")
        && text.bytes().filter(|&byte| byte == b'.').count() == 3;
    end - usize::from(full_stop)
}

fn joined_end(input: &str, start: usize) -> usize {
    let mut end = piece_end(input, start);
    let width = end.saturating_sub(start);
    let mut line_start = start;
    let mut wrapped = false;
    let count_dots = |from: usize, to: usize| {
        let piece = input.get(from..to).unwrap_or_default();
        piece.bytes().filter(|&byte| byte == b'.').count()
    };
    let mut dots = count_dots(start, end);
    loop {
        let next = end + blank_len(input.get(end..).unwrap_or_default());
        let newline = input.get(end..next).unwrap_or_default().contains('\n');
        let piece_stop = piece_end(input, next);
        let piece = input.get(next..piece_stop).unwrap_or_default();
        if next == end || piece.is_empty() {
            return end;
        }
        let joined = if dots < 2 {
            (piece.contains('.') && piece.len() >= 10) || looks_random(piece)
        } else {
            let full_line = wrapped && newline && end.saturating_sub(line_start) == width;
            !piece.contains('.') && (full_line || looks_random(piece) && !starts_token(piece))
        };
        if !joined {
            return end;
        }
        if newline {
            wrapped = true;
            line_start = next;
        }
        dots += count_dots(next, piece_stop);
        end = piece_stop;
    }
}

/// The end of an unbroken run of token characters: base64 of either alphabet, dots, padding, percent-encoding.
fn piece_end(input: &str, start: usize) -> usize {
    let bytes = input.as_bytes();
    let mut end = start;
    while let Some(&byte) = bytes.get(end) {
        let next = bytes.get(end + 1);
        let inside = match byte {
            b'.' | b'+' | b'/' => true,
            // Between the parts of an SD-JWT, and at its end (RFC 9901 §4).
            b'~' => end > start,
            b'=' => next.is_none_or(|&next| !is_token_byte(next)),
            b'%' => matches!(
                bytes.get(end + 1..end + 3),
                Some([b'2', b'E' | b'e' | b'B' | b'b' | b'F' | b'f'] | [b'3', b'D' | b'd'])
            ),
            _ => is_token_byte(byte),
        };
        if !inside {
            break;
        }
        end += 1;
    }
    end
}

fn blank_len(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn looks_random(piece: &str) -> bool {
    let has = |test: fn(&u8) -> bool| piece.as_bytes().iter().any(test);
    piece.len() >= 20
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
}

fn starts_token(piece: &str) -> bool {
    piece.starts_with("eyJ")
}
