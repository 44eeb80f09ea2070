"""The sources as the office reads of them."""
