/// A block whose members can be written as JSON. `pinion generate --json` makes layouts conform.
///
/// The text is that of `pinion show`, as `spec/json.md` says.
public protocol JSONLayout: FrameLayout {
    /// Writes each field, group and data of a block, with its name, in the order of the schema; of a
    /// message header what it has beside the four members that each has.
    static func appendMembers(of view: FrameView<Self>, to json: inout JSONText)
}

/// A message that can be written as JSON.
public protocol JSONMessageLayout: JSONLayout, MessageLayout {
    /// The name of the message in its schema.
    static var messageName: String { get }

    /// Writes what the message's header has beside the four members that each has, with its name.
    static func appendHeader(of message: FrameView<Self>, to json: inout JSONText)
}

extension JSONMessageLayout {
    /// Writes nothing.
    public static func appendHeader(of message: FrameView<Self>, to json: inout JSONText) {
        // Nothing to do: most headers have the four members alone.
    }
}

extension JSONText {
    // JSN-1: "A message SHALL be shown as one object on one line, with the members `message`,
    // `templateId`, `schemaId`, `version` and `fields`, in this order."
    /// Writes a message as one object.
    public mutating func append<Layout: JSONMessageLayout>(_ message: FrameView<Layout>) {
        beginObject()
        name("message")
        string(Layout.messageName)
        name("templateId")
        integer(Layout.templateID)
        name("schemaId")
        integer(Layout.schemaID)
        name("version")
        // It is taken from the header, since what a view keeps of it may be less.
        integer(message.headerVersion)
        Layout.appendHeader(of: message, to: &self)
        name("fields")
        beginObject()
        Layout.appendMembers(of: message, to: &self)
        endObject()
        endObject()
    }

    // JSN-30: "Members of the message header beside `blockLength`, `templateId`, `schemaId` and `version`
    // SHALL be shown as an object, `header`, between `version` and `fields`."
    /// Writes what a message's header has beside the four members that each has.
    public mutating func header<Layout: MessageLayout>(of message: FrameView<Layout>)
    where Layout.Header: JSONLayout {
        name("header")
        beginObject()
        Layout.Header.appendMembers(of: message.messageHeader, to: &self)
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
