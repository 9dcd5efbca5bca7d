"""At a glance: everything on one screen."""
