"""The page Indikator as a workbench: how its sections are composed of what a reader has chosen."""
