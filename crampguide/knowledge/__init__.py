"""What the guide knows: records, rules, the strict reader, the checks, the sentences. It meets no person."""
