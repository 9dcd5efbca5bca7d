"""Every word the page shows, one file a part of the page, as `key: (English, Chinese)`."""
