//! The terminal: guard, screen, keys, the loop, and the performing of effects.
