/// What a schema declares, as it was written: names not resolved, values not read, each with its
/// place in the text.
///
/// It is the same for every language that schemas are written in. `SchemaResolver` makes it into
/// the checked model.
struct SchemaDeclaration: Sendable {
    // What is `nil` is missing or wrong, which has been reported.
    var package: Spanned<String>?
    var id: Spanned<UInt64>?
    var version: Spanned<UInt64>?
    var semanticVersion = ""
    var description = ""
    /// Comments that are no documentation, line by line.
    var remarks: [String] = []
    var byteOrder = ByteOrder.littleEndian
    /// The name of the header's composite; `nil` for the default.
    var headerType: Spanned<String>?
    var types: [TypeDeclaration] = []
    var messages: [MessageDeclaration] = []
    var span: SourceSpan
}

/// A value, and where it was given.
struct Spanned<Value: Sendable>: Sendable {
    var value: Value
    var span: SourceSpan
}

/// What every declaration may say.
struct DeclarationNotes: Sendable {
    /// The name; empty if it is missing, which has been reported.
    var name: Spanned<String>
    var description = ""
    /// Comments that are no documentation, line by line.
    var remarks: [String] = []
    var sinceVersion: Spanned<UInt64>?
    var deprecated: UInt64?
    var semanticType: Spanned<String>?
    var epoch = ""
    var timeUnit = ""

    /// The notes of the model, with the version that was given.
    var notes: Notes {
        Notes(
            description: description, sinceVersion: sinceVersion?.value ?? 0,
            deprecated: deprecated == 0 ? nil : deprecated,
            semanticType: semanticType?.value ?? "", epoch: epoch, timeUnit: timeUnit)
    }
}

/// A type: a named one, or a member of a composite.
struct TypeDeclaration: Sendable {
    var common: DeclarationNotes
    var presence: Spanned<Presence>?
    /// Bytes from the start of the composite that the type is a member of.
    var offset: Spanned<Int>?
    var form: Form

    enum Form: Sendable {
        case encoded(EncodedDeclaration)
        case enumeration(EnumDeclaration)
        case set(SetDeclaration)
        case composite([TypeDeclaration])
        /// A `ref`: a member whose type has a name. `nil` if the name is missing.
        case reference(Spanned<String>?)
    }

    var name: String { common.name.value }
    var span: SourceSpan { common.name.span }
}

/// A simple type. What is `nil` was not given, or was wrong and has been reported.
struct EncodedDeclaration: Sendable {
    var primitive: Spanned<String>?
    var length: Spanned<Int>?
    /// The text of the element, white space and all.
    var text: Spanned<String>?
    var valueRef: Spanned<String>?
    var minValue: Spanned<String>?
    var maxValue: Spanned<String>?
    var nullValue: Spanned<String>?
    var characterEncoding: String?
}

/// An enumeration.
struct EnumDeclaration: Sendable {
    var encoding: Spanned<String>?
    var nullValue: Spanned<String>?
    var values: [ValueDeclaration]
}

/// A set.
struct SetDeclaration: Sendable {
    var encoding: Spanned<String>?
    var choices: [ValueDeclaration]
}

/// A value of an enumeration or a choice of a set.
struct ValueDeclaration: Sendable {
    var common: DeclarationNotes
    /// The text of the element, white space and all.
    var text: Spanned<String>?
}

/// A message.
struct MessageDeclaration: Sendable {
    var common: DeclarationNotes
    var id: Spanned<UInt64>?
    var blockLength: Spanned<Int>?
    var members: [MemberDeclaration]
}

/// A field, a group or data.
struct MemberDeclaration: Sendable {
    var common: DeclarationNotes
    var id: Spanned<UInt64>?
    var presence: Spanned<Presence>?
    var offset: Spanned<Int>?
    var form: Form

    enum Form: Sendable {
        /// A field. The type is `nil` if it is missing.
        case field(type: Spanned<String>?, valueRef: Spanned<String>?)
        case group(
            dimension: Spanned<String>, blockLength: Spanned<Int>?, members: [MemberDeclaration])
        case data(type: Spanned<String>?)
    }

    var name: String { common.name.value }
    var span: SourceSpan { common.name.span }
}
