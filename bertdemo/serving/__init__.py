"""What keeps the app standing while many visitors use it: who may compute how much, and who may ask at all."""
