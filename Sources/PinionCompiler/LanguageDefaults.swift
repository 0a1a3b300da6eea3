/// What a schema in Pinion's language need not declare: the usual composites of SBE.
enum LanguageDefaults {
    /// The name of the header of a schema that names none.
    static let header = "messageHeader"
    /// The name of the dimension of a group that names none.
    static let dimension = "groupSizeEncoding"
    /// The name of the encoding of data that name none: bytes.
    static let data = "varDataEncoding"
    /// The name of an encoding of text in UTF-8.
    static let text = "varStringEncoding"

    /// Adds those of the composites that a schema uses and does not declare, before its own types.
    static func complete(_ schema: inout SchemaDeclaration) {
        // LNG-021: "A schema SHALL have `messageHeader`, `groupSizeEncoding`, `varDataEncoding` and
        // `varStringEncoding` as in the table, where it uses them and does not declare them."
        var used: Set<String> = []
        if schema.headerType == nil || schema.headerType?.value == header { used.insert(header) }
        for message in schema.messages { collect(message.members, into: &used) }
        let declared = Set(schema.types.map(\.name))
        let missing = [header, dimension, data, text].filter {
            used.contains($0) && !declared.contains($0)
        }
        schema.types = missing.map { composite($0, at: schema.span) } + schema.types
    }

    private static func collect(_ members: [MemberDeclaration], into used: inout Set<String>) {
        for member in members {
            switch member.form {
            case .field: break
            case .group(let dimension, _, let members):
                used.insert(dimension.value)
                collect(members, into: &used)
            case .data(let type):
                if let type { used.insert(type.value) }
            }
        }
    }

    private static func composite(_ name: String, at span: SourceSpan) -> TypeDeclaration {
        let members: [TypeDeclaration]
        switch name {
        case header:
            members = ["blockLength", "templateId", "schemaId", "version"].map {
                number($0, at: span)
            }
        case dimension:
            members = ["blockLength", "numInGroup"].map { number($0, at: span) }
        default:
            let bytes = EncodedDeclaration(
                primitive: Spanned(value: PrimitiveType.uint8.rawValue, span: span),
                length: Spanned(value: 0, span: span),
                characterEncoding: name == text ? "UTF-8" : nil)
            members = [
                number("length", at: span),
                declaration("varData", form: .encoded(bytes), at: span),
            ]
        }
        return declaration(name, form: .composite(members), at: span)
    }

    private static func number(_ name: String, at span: SourceSpan) -> TypeDeclaration {
        let encoded = EncodedDeclaration(
            primitive: Spanned(value: PrimitiveType.uint16.rawValue, span: span))
        return declaration(name, form: .encoded(encoded), at: span)
    }

    private static func declaration(
        _ name: String, form: TypeDeclaration.Form, at span: SourceSpan
    ) -> TypeDeclaration {
        TypeDeclaration(
            common: DeclarationNotes(name: Spanned(value: name, span: span)), form: form)
    }
}
