/// An element of an XML document, with the places of its parts.
///
/// Names are local: a prefix is kept apart, since SBE schemas are written with many prefixes and
/// with none.
struct Element: Sendable {
    /// The name without its prefix.
    var name: String
    /// The prefix of the name; empty if there is none.
    var prefix: String
    /// The name in the start tag, prefix included.
    var span: SourceSpan
    /// The attributes, as they were written; name space declarations are among them.
    var attributes: [Attribute]
    /// The elements inside, in order.
    var children: [Element] = []
    /// The character data inside, comments and elements left out.
    var text = ""
    /// The comments before the element and before its end tag, line by line.
    var comments: [String] = []
    /// Where the character data is.
    var textSpan: SourceSpan

    /// The attribute with a name and no prefix.
    func attribute(_ name: String) -> Attribute? {
        attributes.first { $0.name == name && $0.prefix.isEmpty }
    }
}

/// An attribute of an element.
struct Attribute: Sendable {
    /// The name without its prefix.
    var name: String
    /// The prefix of the name; empty if there is none.
    var prefix: String
    /// The value, with references replaced and white space turned into spaces.
    var value: String
    /// The name, prefix included.
    var span: SourceSpan
    /// The value, without its quotes.
    var valueSpan: SourceSpan
}
