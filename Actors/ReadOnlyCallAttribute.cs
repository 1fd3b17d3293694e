namespace Tapestry.Actors;

/// <summary>
/// Put on the implementation of a grain method: it runs on a snapshot without a lock, and any write is a
/// <see cref="ReadOnlyCallException"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyCallAttribute : Attribute;
