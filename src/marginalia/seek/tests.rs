//! Outcomes, case by case.
