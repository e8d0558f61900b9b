using System.Reflection;
using System.Text.RegularExpressions;

namespace SurgeryBench.Tests.Conventions;

/// <summary>What must be true of every method and repair, as functions that list the faults.</summary>
internal static partial class CatalogueRules
{
    /// <summary>Implementations that the catalogue does not hold.</summary>
    public static IEnumerable<string> Missing(Type contract, IEnumerable<Type> types, IEnumerable<object> catalogue) =>
        types.Where(type => contract.IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false })
            .Except(catalogue.Select(entry => entry.GetType())).Select(type => $"{type.Name} is in no catalogue");

    /// <summary>Entries that are no sealed records.</summary>
    public static IEnumerable<string> NoSealedRecords(IEnumerable<object> catalogue) =>
        catalogue.Select(entry => entry.GetType()).Where(type => !type.IsSealed || type.GetMethod("<Clone>$") is null).Select(type => $"{type.Name} is no sealed record");

    /// <summary>Names in another form than kebab-case, and names used twice.</summary>
    public static IEnumerable<string> BadNames(IReadOnlyCollection<string> names) =>
        names.Where(name => !KebabCase().IsMatch(name)).Select(name => $"'{name}' is not kebab-case")
            .Concat(names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"'{group.Key}' names {group.Count()} entries"));

    /// <summary>Settings that take a value no setting can mean.</summary>
    public static IEnumerable<string> WithoutRange(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite && !HasRange(type, property))
            .Select(property => $"{type.Name}.{property.Name} takes anything");

    private static bool HasRange(Type type, PropertyInfo property)
    {
        var kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (kind.IsEnum || kind == typeof(bool)) return true;
        object? absurd = kind == typeof(double) ? double.NaN : kind == typeof(int) ? int.MinValue : null;
        if (absurd is null) return false;
        try
        {
            property.SetValue(Activator.CreateInstance(type), absurd);
            return false;
        }
        catch (TargetInvocationException error) when (error.InnerException is ArgumentOutOfRangeException)
        {
            return true;
        }
    }

    [GeneratedRegex(@"^[a-z0-9]+\+*(-[a-z0-9]+\+*)*$")]
    private static partial Regex KebabCase();
}
