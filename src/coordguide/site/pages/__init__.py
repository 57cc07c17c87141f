"""What pages say: marks filled from the content, pictures, and the pages made from it."""
