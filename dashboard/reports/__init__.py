"""What leaves the screen: documents composed of the same content as the pages, written as PDF, DOCX, PPTX and XLSX."""
