"""Records of the national procedure database (Cơ sở dữ liệu quốc gia về thủ tục hành chính) in all the forms they come in."""
