"""From what a visitor pastes or uploads to labelled rows, in any encoding and layout; no torch."""
