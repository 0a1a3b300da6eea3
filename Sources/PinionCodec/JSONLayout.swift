/// A block whose members can be written as JSON. `pinion generate --json` makes layouts conform.
///
/// The text is that of `pinion show`, as `spec/json.md` says.
public protocol JSONLayout: FrameLayout {
    /// Writes each field, group and data of a block, with its name, in the order of the schema.
    static func appendMembers(of view: FrameView<Self>, to json: inout JSONText)
}

/// A message that can be written as JSON.
public protocol JSONMessageLayout: JSONLayout, MessageLayout {
    /// The name of the message in its schema.
    static var messageName: String { get }
}

extension JSONText {
    /// Writes a message as one object.
    public mutating func append<Layout: JSONMessageLayout>(_ message: FrameView<Layout>) {
        // The version is taken from the header, since what a view keeps of it may be less.
        let version = message.headerVersion
        beginMessage(Layout.self, named: Layout.messageName, version: version)
        Layout.appendMembers(of: message, to: &self)
        endMessage()
    }

    private mutating func beginMessage<Layout: MessageLayout>(
        _ layout: Layout.Type, named messageName: String, version: UInt64
    ) {
        // JSN-1: "A message SHALL be shown as one object on one line, with the members `message`,
        // `templateId`, `schemaId`, `version` and `fields`, in this order."
        beginObject()
        name("message")
        string(messageName)
        name("templateId")
        integer(Layout.templateID)
        name("schemaId")
        integer(Layout.schemaID)
        name("version")
        integer(version)
        name("fields")
        beginObject()
    }

    private mutating func endMessage() {
        endObject()
        endObject()
    }
}

extension String {
    /// A message as one line of JSON, the same that `pinion show` prints, without its line feed.
    ///
    /// Allocates; the work is bounded by the message's bytes and its schema.
    public init<Layout: JSONMessageLayout>(json message: FrameView<Layout>) {
        var json = JSONText()
        json.append(message)
        self.init(decoding: json.bytes, as: UTF8.self)
    }
}

extension FrameView where Layout: MessageLayout {
    /// The version as the header says it, in all its width.
    var headerVersion: UInt64 {
        // SAFETY: a message's block is preceded by its header.
        unsafe Layout.Header.versionMember.load(
            from: block.pointer - Layout.Header.blockLength, order: Layout.Order.self)
    }
}
