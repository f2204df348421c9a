"""qms-docs: from validated facts about a commune to its controlled ISO 9001:2015 document set."""
