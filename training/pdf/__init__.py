"""Tagged PDFs (PDF/UA-1): what a screen reader reads is what stands on the page."""
