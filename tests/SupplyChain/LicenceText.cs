using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace SurgeryBench.Tests.SupplyChain;

/// <summary>Tells licences by sentences that every copy of them has; names are those of SPDX.</summary>
internal static class LicenceText
{
    private static readonly (string Name, string Sentence)[] Known =
    [
        ("Apache-2.0", "Apache License,? Version 2.0"),
        ("BSD-3-Clause", "Redistribution and use in source and binary forms.*Neither the name"),
        ("MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation"),
        ("MPL-2.0", "Mozilla Public License,? version 2.0"),
    ];

    /// <summary>The licences that a text holds, in alphabetic order; none if it is another.</summary>
    public static ImmutableArray<string> NamesIn(string text)
    {
        var words = Regex.Replace(text, @"\s+", " ");
        return [.. Known.Where(licence => Regex.IsMatch(words, licence.Sentence, RegexOptions.IgnoreCase)).Select(licence => licence.Name)];
    }
}
