using System.Runtime.CompilerServices;

namespace SurgeryBench.Results.Storage;

/// <summary>Names that become parts of file names: lower-case letters, digits, '-' and '+', so that none can leave its folder.</summary>
internal static class Kebab
{
    private const int Longest = 64;

    public static string Checked(string name, [CallerMemberName] string what = "") => IsKebab(name)
        ? name
        : throw new ArgumentException(
            $"{what} '{name}' is not 1 to {Longest} lower-case letters, digits, '-' or '+', with a letter or digit in front and no '-' behind.", what);

    private static bool IsKebab(string? name) =>
        name is { Length: > 0 and <= Longest } && name.All(sign => IsPlain(sign) || sign is '-' or '+') && IsPlain(name[0]) && name[^1] != '-';

    private static bool IsPlain(char sign) => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign);
}
