/// Replaces a value if the option was given.
func set<Value>(_ value: inout Value, _ option: Value?) {
  if let option { value = option }
}
