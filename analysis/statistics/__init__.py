"""What can be said of numbers alone: intervals, resampling, concentration, and what the worst come to."""
