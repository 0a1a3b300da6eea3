/// Reads the XML of a schema into a tree of elements, each with its place in the text.
///
/// A reader of our own, because every attribute needs a position for its diagnostics, and because
/// the text may come from anywhere: time is linear in its size, nothing recurses, and what it may
/// contain is bounded (SCH-004). After an error it goes on where it can, to find the next one.
///
/// Source: Extensible Markup Language (XML) 1.0, fifth edition.
struct SchemaReader {
    /// Levels of elements: SBE needs five, and each level of nested groups or composites one more.
    static let depthMax = 64
    /// Attributes of one element: SBE has at most a dozen.
    static let attributesMax = 256
    /// Elements of one schema: a thousand messages of a thousand fields.
    static let elementsMax = 1 << 20
    /// Bytes of one file.
    static let bytesMax = 16 << 20

    let source: SourceText
    let bytes: [UInt8]
    var offset = 0
    var diagnostics: Diagnostics

    /// An element whose end tag has not come yet.
    private struct OpenElement {
        var element: Element
        /// The character data so far.
        var text: [UInt8] = []
        /// Whether that is more than white space.
        var hasContent = false
    }

    /// The elements that are open, from the root inwards.
    private var open: [OpenElement] = []
    private var root: Element?
    private var elementCount = 0
    /// The lines of the comments that no element has taken yet.
    var pendingComments: [String] = []
    /// Whether reading on makes no sense.
    private var isStopped = false

    /// Reads a text; gives the root element, or `nil` if there was an error.
    static func read(_ source: SourceText, into diagnostics: inout Diagnostics) -> Element? {
        var reader = SchemaReader(source: source, diagnostics: diagnostics)
        let errorsBefore = diagnostics.errorCount
        reader.readDocument()
        diagnostics = reader.diagnostics
        return diagnostics.errorCount == errorsBefore ? reader.root : nil
    }

    private init(source: SourceText, diagnostics: Diagnostics) {
        self.source = source
        self.bytes = source.bytes
        self.diagnostics = diagnostics
    }

    private mutating func readDocument() {
        guard checkEncoding() else { return }
        while offset < bytes.count && !isStopped {
            if bytes[offset] == UInt8(ascii: "<") { readMarkup() } else { readText() }
        }
        guard !isStopped else { return }

        // SCH-001: "A schema SHALL be a well-formed XML 1.0 document."
        if let innermost = open.last {
            report(
                .wellFormed, bytes.count..<bytes.count,
                "the text ends inside <\(innermost.element.name)>; add </\(innermost.element.name)>",
                notes: [.init(message: "opened here", span: innermost.element.span)])
        } else if root == nil && !diagnostics.hasErrors {
            report(.wellFormed, 0..<0, "there is no element in this text")
        }
    }

    // MARK: Markup

    private mutating func readMarkup() {
        if isAt("<!--") {
            let start = offset
            skipComment()
            if !isStopped { keepComment(start..<offset) }
        } else if isAt("<![CDATA[") {
            readCharacterData()
        } else if isAt("<!DOCTYPE") {
            readDocumentType()
        } else if isAt("<?") {
            let start = offset
            skip(to: "?>", from: offset + 2, "a processing instruction")
            checkDeclaration(start..<offset)
        } else if isAt("</") {
            readEndTag()
        } else {
            readStartTag()
        }
    }

    /// Notes a comment for the element that it is about: the one before it on its line, or else the next.
    private mutating func keepComment(_ range: Range<Int>) {
        let lines = SchemaReader.lines(ofComment: bytes[range])
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let before = bytes[..<range.lowerBound].last { !isBlank($0) }
        let level = open.count - 1
        if before == UInt8(ascii: ">"), level >= 0,
            let last = open[level].element.children.indices.last
        {
            open[level].element.children[last].comments += lines
        } else {
            pendingComments += lines
        }
    }

    private mutating func readStartTag() {
        let start = offset
        offset += 1
        let nameRange = readName()
        guard !nameRange.isEmpty else {
            report(
                .wellFormed, start..<start + 1,
                "there is no element name after `<`; write `&lt;` for the character itself")
            return
        }
        // Four kinds of bounds; the rest of such a text is not worth reading.
        guard open.count < Self.depthMax else {
            return stop(nameRange, "elements are nested deeper than \(Self.depthMax) levels")
        }
        elementCount += 1
        guard elementCount <= Self.elementsMax else {
            return stop(nameRange, "there are more than \(Self.elementsMax) elements")
        }

        let (prefix, name) = split(nameRange)
        var element = Element(
            name: name, prefix: prefix, span: SourceSpan(source, nameRange), attributes: [],
            comments: pendingComments, textSpan: SourceSpan(source, nameRange))
        pendingComments = []
        let isEmpty = readAttributes(of: &element, tag: start..<nameRange.upperBound)
        guard !isStopped else { return }

        element.textSpan = SourceSpan(source, offset..<offset)
        if open.isEmpty && root != nil {
            report(.wellFormed, nameRange, "a document has one root; this element is a second one")
        }
        open.append(OpenElement(element: element))
        if isEmpty { closeInnermost() }
    }

    private mutating func readEndTag() {
        let start = offset
        offset += 2
        let nameRange = readName()
        skipWhiteSpace()
        if offset < bytes.count && bytes[offset] == UInt8(ascii: ">") {
            offset += 1
        } else {
            report(.wellFormed, start..<offset, "an end tag is a name and `>`")
            skipToTagEnd()
            if isAt(">") { offset += 1 }
        }
        let (_, name) = split(nameRange)
        guard let index = open.lastIndex(where: { matches($0.element.span.range, nameRange) })
        else {
            report(.wellFormed, nameRange, "no element \(quoted(name)) is open here")
            return
        }
        // Whatever is open inside it was never closed: said once each, and closed here.
        while open.count > index + 1 {
            let inner = open[open.count - 1].element
            report(
                .wellFormed, nameRange,
                "<\(inner.name)> is still open here; add </\(inner.name)> before this",
                notes: [.init(message: "opened here", span: inner.span)])
            closeInnermost()
        }
        closeInnermost()
    }

    /// Takes the innermost open element off the stack and gives it to its parent.
    private mutating func closeInnermost() {
        guard let innermost = open.popLast() else { return }
        var element = innermost.element
        element.comments += pendingComments
        pendingComments = []
        // The white space between elements means nothing; alone, it may be a character.
        if innermost.hasContent || element.children.isEmpty {
            element.text = String(decoding: innermost.text, as: UTF8.self)
        }
        if open.isEmpty {
            if root == nil { root = element }
        } else {
            open[open.count - 1].element.children.append(element)
        }
    }

    // MARK: Text

    private mutating func readText() {
        let start = offset
        while offset < bytes.count && bytes[offset] != UInt8(ascii: "<") { offset += 1 }
        guard !open.isEmpty else {
            let content = bytes[start..<offset].firstIndex { !Self.isWhiteSpace($0) }
            guard let content else { return }
            report(.wellFormed, content..<content + 1, "there is text outside of the root element")
            return
        }
        // Source: XML 1.0, section 2.4.
        let bracket = UInt8(ascii: "]")
        let end = (start..<offset).first { index in
            bytes[index] == UInt8(ascii: ">") && index >= start + 2
                && bytes[index - 1] == bracket && bytes[index - 2] == bracket
        }
        if let end {
            report(.wellFormed, end - 2..<end + 1, "`]]>` ends nothing here; write `]]&gt;`")
        }
        addText(decode(start..<offset, isAttribute: false), at: start..<offset)
    }

    private mutating func readCharacterData() {
        let start = offset
        skip(to: "]]>", from: offset + 9, "a CDATA section")
        guard !isStopped else { return }
        guard !open.isEmpty else {
            report(.wellFormed, start..<offset, "there is text outside of the root element")
            return
        }
        let range = start + 9..<offset - 3
        addText(Array(bytes[range]), at: range)
    }

    private mutating func addText(_ text: [UInt8], at range: Range<Int>) {
        let innermost = open.count - 1
        // The place of the first text that is more than white space, for what is said about it.
        if !open[innermost].hasContent {
            let content = range.first { !Self.isWhiteSpace(bytes[$0]) }
            let end = range.last { !Self.isWhiteSpace(bytes[$0]) } ?? range.lowerBound
            open[innermost].hasContent = content != nil
            let span = content.map { $0..<end + 1 } ?? range
            open[innermost].element.textSpan = SourceSpan(source, span)
        }
        open[innermost].text += text
    }

    // MARK: Reports

    mutating func report(
        _ rule: SchemaRule, _ range: Range<Int>, _ message: String,
        notes: [Diagnostic.Note] = []
    ) {
        diagnostics.report(rule, at: SourceSpan(source, range), message, notes: notes)
    }

    /// Gives up: what follows cannot be read, or is too much.
    mutating func stop(_ range: Range<Int>, _ message: String, rule: SchemaRule = .bounds) {
        // SCH-004: "A schema SHALL NOT exceed 16 MiB of text, 1048576 elements, 64 levels of
        // elements, 256 attributes to an element, or 64 included files."
        report(rule, range, message)
        isStopped = true
        offset = bytes.count
    }

    var hasStopped: Bool { isStopped }
}
