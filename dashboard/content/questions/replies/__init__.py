"""What can be asked, and what is answered: each subject and each way of asking by itself."""
