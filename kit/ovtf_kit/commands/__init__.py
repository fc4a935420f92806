"""What the kit adds to `ovtf plugin`, found by entry point."""
