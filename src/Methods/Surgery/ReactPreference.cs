namespace SurgeryBench.Methods.Surgery;

/// <summary>Whose map ReACT applies.</summary>
public enum ReactPreference
{
    /// <summary>That of the task at hand, which has to be known.</summary>
    OneHot,

    /// <summary>One for all tasks, which weighs them equally: the task need not be known.</summary>
    Equal,
}
