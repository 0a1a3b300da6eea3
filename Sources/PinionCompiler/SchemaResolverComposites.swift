/// Composites: members at fixed offsets.
extension SchemaResolver {
    mutating func resolveComposite(
        _ declared: [TypeDeclaration], of type: TypeDeclaration
    ) -> Resolved? {
        // SCH-032: "A composite SHALL NOT hold more than 4096 members or 32 levels, nor a schema
        // more than 1048576 members in all, those of nested composites included."
        guard depth < Self.compositeDepthMax else {
            reportExpansion(at: type.span, "is nested deeper than \(Self.compositeDepthMax) levels")
            return nil
        }
        depth += 1
        defer { depth -= 1 }

        checkSwiftNames(declared.map(\.common.name))
        var members: [CompositeMember] = []
        var firstByName: [String: SourceSpan] = [:]
        var end = 0
        var memberCount = 0
        var depthBelow = 0
        for member in declared {
            // SCH-025: "A member of a composite SHALL have a name that is unique in the composite."
            if let first = firstByName[member.name], !member.name.isEmpty {
                diagnostics.report(
                    .compositeMemberName, at: member.span,
                    "\(quoted(type.name)) has a member \(quoted(member.name)) already; rename one "
                        + "of them",
                    notes: [.firstDeclared(first)])
            } else {
                firstByName[member.name] = member.span
            }
            guard let resolved = resolveMember(member, of: type) else { continue }
            memberCount += 1 + resolved.memberCount
            depthBelow = max(depthBelow, resolved.depth)
            guard memberCount <= Self.compositeMembersMax else {
                reportExpansion(
                    at: member.span, "holds more than \(Self.compositeMembersMax) members")
                return nil
            }

            let offset = place(resolved.offset, after: end, member, of: type)
            members.append(
                CompositeMember(
                    name: member.name, type: resolved.type, offset: offset,
                    referencedType: member.referenced?.value, notes: resolved.common.notes))
            end = offset + resolved.size
            guard checkSize(end, at: member.span) else { return nil }
        }
        guard depthBelow < Self.compositeDepthMax else {
            reportExpansion(at: type.span, "is nested deeper than \(Self.compositeDepthMax) levels")
            return nil
        }
        let model = CompositeType(
            name: type.name, size: end, members: members, notes: type.common.notes)
        return Resolved(
            type: .composite(model), size: end, presence: type.presence?.value ?? .required,
            offset: type.offset, common: type.common, memberCount: memberCount,
            depth: depthBelow + 1)
    }

    private mutating func reportExpansion(at span: SourceSpan, _ what: String) {
        diagnostics.report(.expansion, at: span, "this composite \(what); make it smaller")
    }

    /// Where a member starts: at the offset that it gives, or else at the end of the one before it.
    private mutating func place(
        _ offset: Spanned<Int>?, after end: Int, _ member: TypeDeclaration,
        of type: TypeDeclaration
    ) -> Int {
        guard let offset else { return end }
        // SCH-050: "A member of a composite SHALL NOT start before the end of the one before it."
        guard offset.value >= end else {
            diagnostics.report(
                .memberOffset, at: offset.span,
                "\(quoted(member.name)) of \(quoted(type.name)) cannot start at \(offset.value); "
                    + "the first free offset is \(end)")
            return end
        }
        return offset.value
    }

    /// Resolves a member of a composite; gives `nil` if it was reported.
    private mutating func resolveMember(
        _ member: TypeDeclaration, of type: TypeDeclaration
    ) -> Resolved? {
        guard case .reference(let name) = member.form else {
            guard let resolved = resolve(member) else { return nil }
            // A simple type says its constant in its text; an enumeration has nowhere to.
            if case .enumeration = resolved.type, resolved.presence == .constant {
                diagnostics.report(
                    .constantValue, at: member.span,
                    "an enumeration in a composite cannot be constant; write a simple type with "
                        + "a `valueRef`")
                return nil
            }
            return resolved
        }
        checkVersion(of: member.common)
        guard let name else { return nil }
        guard let index = indexForReferences[name.value] else {
            reportNoType(name)
            return nil
        }
        if case .resolving = states[index] {
            diagnostics.report(
                .circular, at: name.span,
                "\(quoted(type.name)) would contain itself through \(quoted(name.value))",
                notes: [
                    .init(message: "which is declared here", span: declaration.types[index].span)
                ])
            return nil
        }
        guard var resolved = resolveNamed(index) else { return nil }
        resolved.offset = member.offset ?? resolved.offset
        resolved.common = member.common.completed(by: resolved.common)
        return resolved
    }
}

extension TypeDeclaration {
    /// The name of the type that a `ref` means.
    fileprivate var referenced: Spanned<String>? {
        guard case .reference(let name) = form else { return nil }
        return name
    }
}

extension DeclarationNotes {
    /// What a `ref` says, and what its type says where the `ref` says nothing.
    fileprivate func completed(by type: DeclarationNotes) -> DeclarationNotes {
        var result = self
        if result.description.isEmpty { result.description = type.description }
        if result.sinceVersion == nil { result.sinceVersion = type.sinceVersion }
        if result.deprecated == nil { result.deprecated = type.deprecated }
        if result.semanticType == nil { result.semanticType = type.semanticType }
        return result
    }
}
